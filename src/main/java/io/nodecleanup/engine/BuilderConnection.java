package io.nodecleanup.engine;

/**
 * Somebody connected to a builder, as buildx is while a build runs in it.
 *
 * @param builder what buildx calls it
 * @param id of the program that connects, another one each time
 */
public record BuilderConnection(String builder, String id) {}
