/** The built-in networks. Depends on models only. */
package dev.espalier.zoo;
