/** Networks: layers, exits and the order in which they run. Independent of devices and plans. */
package dev.espalier.model;
