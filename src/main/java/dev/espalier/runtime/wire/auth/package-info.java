/**
 * How peers of a run prove to each other that they belong to it: with a shared token, with
 * certificates, or by being on this machine.
 */
package dev.espalier.runtime.wire.auth;
