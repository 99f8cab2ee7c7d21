package io.nodecleanup.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What both are asked to prune: {@code system --all --filter until=CUT}, without {@code prune} and {@code --force}. {@code CUT} stands for the
 * moment between the old and the young half of the mess.
 */
record Words(String text) {
    boolean areOfImages() {
        return text.startsWith("image");
    }

    boolean all() {
        return text.contains("--all");
    }

    boolean haveUntil() {
        return text.contains("until");
    }

    boolean haveLabel() {
        return text.contains("label");
    }

    List<String> filters() {
        String[] all = text.split(" ", -1);
        return IntStream.range(1, all.length)
                .filter(i -> all[i - 1].equals("--filter"))
                .mapToObj(i -> all[i])
                .toList();
    }

    /** With the moment, as an engine or we take it. */
    Words with(String cut) {
        return new Words(text.replace("CUT", cut));
    }

    List<String> arguments() {
        return new ArrayList<>(List.of(text.split(" ")));
    }

    @Override
    public String toString() {
        return text;
    }
}
