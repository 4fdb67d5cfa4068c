/** The service for orchestrators: what {@code serve} runs. */
package dev.espalier.service;
