package dev.espalier.service.http;

/**
 * A request that was received in full.
 *
 * @param method its method; HEAD is GET here
 * @param path its path
 * @param parameter what stands in the path where the route has {@code {id}}; empty without one
 * @param body its body as text in UTF-8; empty if it has none
 */
public record HttpCall(String method, String path, String parameter, byte[] body) {}
