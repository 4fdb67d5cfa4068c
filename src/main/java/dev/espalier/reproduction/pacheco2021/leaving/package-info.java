/** Where the exits of a MobileNetV2 are, and how many pictures leave there. */
package dev.espalier.reproduction.pacheco2021.leaving;
