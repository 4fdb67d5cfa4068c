/** What a change of the devices or links would do to a plan. */
package dev.espalier.study.explain;
