package io.nodecleanup.engine;

import java.time.Duration;

/**
 * How long calls may take. Generous: a loaded engine is slow, and giving up on it early only adds to its load; but a hung one must not
 * hang us.
 *
 * @param info version and info: small answers from memory
 * @param list images, volumes or networks: for images the containerd store takes 7 ms an image, so this is good for 17,000
 * @param inspect one image or container: 1 to 24 ms
 * @param diskUsage {@code /system/df} and the list of containers with sizes, which walk the disk; minutes on loaded hosts
 * @param imageRemoval waits for a garbage collection of the whole containerd store
 * @param containerRemoval deletes what it has written
 * @param volumeRemoval deletes its files before the answer
 * @param networkRemoval looks at all containers before
 * @param recordRemoval a batch of records, whose files are deleted before the answer
 */
record Limits(
        Duration info,
        Duration list,
        Duration inspect,
        Duration diskUsage,
        Duration imageRemoval,
        Duration containerRemoval,
        Duration volumeRemoval,
        Duration networkRemoval,
        Duration recordRemoval) {
    static final Limits GENEROUS = new Limits(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10));
}
