/**
 * How full the node's file systems are, which no engine tells.
 *
 * <p>Knows the JDK and nothing else; agent and command line ask it.
 *
 * <p>Data flow: folders → {@code statvfs} → {@link io.nodecleanup.disk.FileSystemUsage}.
 */
package io.nodecleanup.disk;
