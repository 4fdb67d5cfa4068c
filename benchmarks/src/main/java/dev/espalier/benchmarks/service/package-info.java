/** The service under load, from clients that keep to the protocol and from those that do not. */
package dev.espalier.benchmarks.service;
