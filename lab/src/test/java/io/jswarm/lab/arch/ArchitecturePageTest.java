package io.jswarm.lab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The map of the house shows every room. */
class ArchitecturePageTest {
  @Test
  void everyPackageIsOnTheMap() throws IOException {
    String page = Files.readString(Sources.TOP.resolve("docs/ARCHITECTURE.md"));
    List<String> unlisted =
        Classes.MAIN.stream()
            .map(JavaClass::getPackageName)
            .distinct()
            .map(name -> name.substring("io.jswarm.".length()))
            .filter(name -> !page.contains("`" + name + "`"))
            .sorted()
            .toList();
    assertThat(unlisted)
        .as("packages docs/ARCHITECTURE.md does not mention as `module.package`")
        .isEmpty();
  }
}
