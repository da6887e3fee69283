package io.jswarm.lab.arch;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Packages: each has its sign on the door, and none can reach itself through others. */
class PackageRulesTest {
  private static final String INFO = "package-info";

  @Test
  void noPackageReachesItselfThroughOthers() {
    slices()
        .matching("io.jswarm.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(Classes.MAIN);
  }

  @Test
  void everyPackageSaysWhatLivesThereAndIsNullMarked() {
    List<String> bare =
        Classes.MAIN.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(aPackage -> !isNullMarked(aPackage))
            .map(JavaPackage::getName)
            .sorted()
            .toList();
    assertThat(bare).as("packages without a @NullMarked package-info.java").isEmpty();
  }

  @Test
  void everyPackageSignHasAtLeastOneSentence() {
    List<String> silent =
        Sources.MAIN.stream()
            .filter(file -> file.path().endsWith(INFO + ".java"))
            .filter(file -> !file.text().matches("(?s).*/\\*\\*.*\\w.*\\*/.*"))
            .map(SourceFile::name)
            .toList();
    assertThat(silent).as("package-info.java without a description").isEmpty();
  }

  private static boolean isNullMarked(JavaPackage aPackage) {
    return aPackage
        .tryGetPackageInfo()
        .map(info -> info.isAnnotatedWith(NullMarked.class))
        .orElse(false);
  }
}
