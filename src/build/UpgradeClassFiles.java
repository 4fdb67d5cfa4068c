import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Gives class files of before Java 6 the version of Java 8 and the stack maps that belong to it. A class archive takes none
 * that is older, so that they would be loaded and verified, the slow way, at every start: picocli's, a fifth of a short run.
 *
 * <p>The build runs this source file: {@code java -cp asm.jar:JAR UpgradeClassFiles.java JAR}. Order and times of entries
 * stay, so equal jars give equal jars.
 */
public final class UpgradeClassFiles {
  private UpgradeClassFiles() {}

  /** Takes the jar, which must be on the class path, too: stack maps need the types' hierarchy. */
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args[0]);
    ByteArrayOutputStream upgraded = new ByteArrayOutputStream();
    try (JarFile jar = new JarFile(path.toFile());
        JarOutputStream out = new JarOutputStream(upgraded)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(isOld(entry, content) ? upgrade(content) : content);
        out.closeEntry();
      }
    }
    Files.write(path, upgraded.toByteArray());
  }

  private static boolean isOld(JarEntry entry, byte[] content) {
    // Bytes 6 and 7 of a class file hold its major version.
    return entry.getName().endsWith(".class") && content[7] < Opcodes.V1_6;
  }

  private static byte[] upgrade(byte[] content) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    ClassVisitor newer =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String type, String superName, String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, type, superName, interfaces);
          }
        };
    new ClassReader(content).accept(newer, 0);
    return writer.toByteArray();
  }
}
