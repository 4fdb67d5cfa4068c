/** The networks that are built in. Knows models only. */
package dev.espalier.zoo;
