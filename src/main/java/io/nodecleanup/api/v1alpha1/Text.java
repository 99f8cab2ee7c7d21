package io.nodecleanup.api.v1alpha1;

/** Text from outside (image names, errors of engines), made fit for a status field. */
public final class Text {
    private Text() {}

    /** The text, null as empty, with control characters as blanks and cut to at most {@code max} characters, an ellipsis last. */
    public static String bounded(String text, int max) {
        String clean = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= max ? clean : clean.substring(0, max - 1) + "…";
    }
}
