package io.jswarm.lab.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All compiled classes of the project, imported once for all rules. */
final class Classes {
  private static final ImportOption NO_TEST_JARS = location -> !location.contains("-tests.jar");

  /** The production classes of every module. */
  static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(NO_TEST_JARS)
          .importPackages("io.jswarm");

  /** The production and test classes of every module: tests hold the second implementations. */
  static final JavaClasses ALL = new ClassFileImporter().importPaths(classFolders());

  private Classes() {}

  private static List<Path> classFolders() {
    List<Path> folders = new ArrayList<>();
    try (var modules = Files.newDirectoryStream(Sources.TOP, Files::isDirectory)) {
      for (Path module : modules) {
        for (String kind : List.of("classes", "test-classes")) {
          Path folder = module.resolve("target").resolve(kind);
          if (Files.isDirectory(folder)) {
            folders.add(folder);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folders;
  }
}
