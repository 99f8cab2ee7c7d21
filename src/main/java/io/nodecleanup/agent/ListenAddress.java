package io.nodecleanup.agent;

import java.net.InetSocketAddress;

/** An address to listen on, as people write it. */
final class ListenAddress {
    private static final String WRITE = "write HOST:PORT, such as 127.0.0.1:8081, or :8081 for all addresses";

    private ListenAddress() {}

    /**
     * @param text HOST:PORT, with an IPv6 address in brackets, or :PORT for all addresses
     * @throws IllegalArgumentException with what to write instead
     */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (colon < 0 || (host.contains(":") && !host.startsWith("["))) {
            throw new IllegalArgumentException(WRITE);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(WRITE, e);
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is at most 65535; " + WRITE);
        }
        var address = host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("no such host; " + WRITE);
        }
        return address;
    }
}
