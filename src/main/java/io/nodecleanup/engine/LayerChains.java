package io.nodecleanup.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Ids that stand for a layer together with all below it, made as the OCI image specification's chain ids are, but half as long above the base:
 * an inventory may hold a hundred thousand. Each is one string, however many images have it.
 */
final class LayerChains {
    /** Of a hash; far more than it takes for no two of all layers that there are to be alike. */
    private static final int LENGTH = 32;

    private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();

    /** @param diffIds ids of the layers alone, base first */
    List<String> of(List<String> diffIds) {
        String[] chain = new String[diffIds.size()];
        String below = "";
        for (int i = 0; i < chain.length; i++) {
            below = known.computeIfAbsent(i == 0 ? diffIds.get(i) : id(below + " " + diffIds.get(i)), id -> id);
            chain[i] = below;
        }
        return List.of(chain);
    }

    private static String id(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, LENGTH / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
