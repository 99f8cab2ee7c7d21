package io.nodecleanup.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Chain ids of layers, after the OCI image specification: an id that stands for a layer together with all below it. Each is computed, and
 * kept in memory, once for all images that have it.
 */
final class LayerChains {
    private final ConcurrentMap<String, String> known = new ConcurrentHashMap<>();

    /** @param diffIds ids of the layers alone, base first */
    List<String> of(List<String> diffIds) {
        List<String> chain = new ArrayList<>(diffIds.size());
        for (String diffId : diffIds) {
            String text = chain.isEmpty() ? diffId : chain.getLast() + " " + diffId;
            chain.add(known.computeIfAbsent(text, chain.isEmpty() ? id -> id : LayerChains::sha256));
        }
        return List.copyOf(chain);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
