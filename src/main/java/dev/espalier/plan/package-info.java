/** Problems, objectives, limits, slices and plans. Contains no pricing and no search. */
package dev.espalier.plan;
