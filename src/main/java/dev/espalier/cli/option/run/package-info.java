/** Options of commands that run ONNX files. */
package dev.espalier.cli.option.run;
