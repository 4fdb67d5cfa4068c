/**
 * Requests of programs, as JSON documents: a network, devices and options in one. Options have the
 * names of the command line, without dashes and with capitals instead: {@code maxPartitions}. No
 * request names a file.
 */
package dev.espalier.io.json.request;
