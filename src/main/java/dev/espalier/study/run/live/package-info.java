/** Runs that move to other plans as the world changes. */
package dev.espalier.study.run.live;
