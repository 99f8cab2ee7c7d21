package io.nodecleanup.engine;

/**
 * What an engine says of itself.
 *
 * @param id identity of its data root; another one means another engine behind the same socket
 * @param version such as {@code 29.0.0}
 * @param apiVersion the newest API version it speaks, such as {@code 1.56}
 * @param imageStore {@code containerd}, or the graph driver, such as {@code overlay2}
 * @param rootDir its data root, as the engine sees the file system
 */
public record EngineInfo(String id, String version, String apiVersion, String imageStore, String rootDir) {}
