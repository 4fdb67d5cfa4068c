package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the module shows to others, and what it needs of them. */
class ModuleTest {
  private static ModuleDescriptor module() throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("target", "classes", "module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  @Test
  void commandLineAndInternalsAreNotExported() throws IOException {
    List<String> exported = module().exports().stream().map(Exports::source).toList();
    assertThat(exported)
        .contains("dev.espalier.plan", "dev.espalier.search", "dev.espalier.solvers")
        .noneMatch(room -> room.startsWith("dev.espalier.internal"))
        .noneMatch(room -> room.startsWith("dev.espalier.cli"));
  }

  @Test
  void librariesOfTheCommandLineAreOptional() throws IOException {
    assertThat(module().requires())
        .filteredOn(needed -> needed.modifiers().contains(Requires.Modifier.STATIC))
        .extracting(Requires::name)
        .containsExactlyInAnyOrder(
            "info.picocli",
            "de.siegmar.fastcsv",
            "com.google.protobuf",
            "org.tribuo.util.onnx",
            "com.microsoft.onnxruntime",
            "org.eclipse.elk.alg.layered",
            "org.eclipse.elk.core",
            "org.eclipse.elk.graph",
            "org.eclipse.emf.common",
            "org.eclipse.jetty.http",
            "org.eclipse.jetty.io",
            "org.eclipse.jetty.server",
            "org.eclipse.jetty.util",
            "micrometer.core",
            "micrometer.registry.prometheus");
  }

  @Test
  void noModuleOfTheDesktopIsNeeded() throws IOException {
    assertThat(module().requires())
        .extracting(Requires::name)
        .filteredOn(name -> name.startsWith("java."))
        .containsExactly("java.base");
  }

  @Test
  void modulesAndTheClassPathFindTheSameServices() throws IOException {
    Path services = Path.of("src", "main", "resources", "META-INF", "services");
    for (ModuleDescriptor.Provides provided : module().provides()) {
      assertThat(Files.readAllLines(services.resolve(provided.service())))
          .containsExactlyElementsOf(provided.providers());
    }
    try (Stream<Path> files = Files.list(services)) {
      assertThat(files).hasSameSizeAs(module().provides());
    }
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> paths = Files.walk(Path.of("src", "main", "java", "dev"))) {
      assertThat(paths.filter(Files::isDirectory))
          .filteredOn(ModuleTest::hasTypes)
          .allMatch(room -> Files.exists(room.resolve("package-info.java")));
    }
  }

  private static boolean hasTypes(Path room) {
    try (Stream<Path> files = Files.list(room)) {
      return files.anyMatch(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
