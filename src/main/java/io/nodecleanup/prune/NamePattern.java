package io.nodecleanup.prune;

import java.util.List;
import java.util.Optional;

/**
 * A glob over image names: {@code *} stands for any characters, {@code /} among them; every other character for itself. It meets a name
 * as Docker shows it ({@code nginx:1.27}) or in full ({@code docker.io/library/nginx:1.27}), since people write either, and a keep rule
 * that fails to match would delete. So a glob without a tag ({@code nginx}) meets every name of that repository.
 */
public record NamePattern(String glob) {

    /** Whether it matches this tag or digest reference, or its repository, in one of their two forms. */
    public boolean matches(String reference) {
        return matchesEitherForm(reference) || (!hasTag() && matchesEitherForm(repository(reference)));
    }

    private boolean matchesEitherForm(String name) {
        String full = fullName(name);
        return matchesText(name) || (!full.equals(name) && matchesText(full));
    }

    /** Or ends in a star, which stands for all tags. */
    private boolean hasTag() {
        return glob.endsWith("*") || glob.indexOf('@') >= 0 || glob.lastIndexOf(':') > glob.lastIndexOf('/');
    }

    /** The reference without its tag and digest. */
    static String repository(String reference) {
        return LatestTags.repository(CacheRecord.withoutDigest(reference));
    }

    /** The first of the patterns that matches any of the names. Loops, since it runs for every image of every plan. */
    @SafeVarargs
    static Optional<NamePattern> first(List<NamePattern> patterns, List<String>... names) {
        for (NamePattern pattern : patterns) {
            for (List<String> some : names) {
                for (String name : some) {
                    if (pattern.matches(name)) {
                        return Optional.of(pattern);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The reference with its registry and, for Docker Hub's own images, {@code library}. */
    public static String fullName(String reference) {
        int slash = reference.indexOf('/');
        boolean hasRegistry = slash >= 0
                && (reference.indexOf('.', 0, slash) >= 0
                        || reference.indexOf(':', 0, slash) >= 0
                        || reference.startsWith("localhost/"));
        if (hasRegistry) {
            return reference;
        }
        return "docker.io/" + (slash < 0 ? "library/" : "") + reference;
    }

    /** Greedy with one step back to the last star: linear in practice, never exponential, which a regular expression would be. */
    private boolean matchesText(String text) {
        // Most names begin otherwise than registry.example.com/base/* does, or end otherwise than *:stable: told at
        // once.
        int end = glob.lastIndexOf('*') + 1;
        int length = glob.length() - end;
        if (!text.regionMatches(0, glob, 0, glob.indexOf('*'))
                || !text.regionMatches(text.length() - length, glob, end, length)) {
            return false;
        }
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < text.length()) {
            if (at < glob.length() && glob.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < glob.length() && glob.charAt(at) == text.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        return at == glob.length();
    }
}
