package io.nodecleanup.engine;

import io.nodecleanup.prune.Inventory;

/** What an engine holds, and how many bytes that is, of about the same moment. */
public record Survey(Inventory inventory, DiskUsage diskUsage) {}
