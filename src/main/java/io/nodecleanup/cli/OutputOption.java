package io.nodecleanup.cli;

import picocli.CommandLine.Option;

/** In which form a command answers. */
final class OutputOption {
    /** As the user writes them. */
    enum Form {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            description = "table, for people, or json, one document for programs (default: ${DEFAULT-VALUE}).")
    private Form form;

    boolean isJson() {
        return form == Form.json;
    }
}
