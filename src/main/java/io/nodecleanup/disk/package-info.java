/**
 * How full the node's file systems are, which no engine tells, and what a policy's marks make of it.
 *
 * <p>Knows the JDK, {@code policy} and {@code prune}'s pressure; agent and command line ask it.
 *
 * <p>Data flow: folders → {@code statvfs} → {@link io.nodecleanup.disk.FileSystemUsage} → with a policy's marks, {@link
 * io.nodecleanup.prune.Pressure}.
 */
package io.nodecleanup.disk;
