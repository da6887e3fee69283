package io.jswarm.lab.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shapes of types and signatures. */
class ShapeRulesTest {
  /** Interfaces with one implementation that are meant, each with its reason. */
  private static final Map<String, String> PORTS =
      Map.of(
          "io.jswarm.raftstore.log.ReplicatedState",
              "what a log calls back; implemented by the store",
          "io.jswarm.raftstore.log.LogEvents", "what a log calls back; implemented by its owner",
          "io.jswarm.cli.service.progress.Pace", "time, which tests give themselves",
          "io.jswarm.daemon.rest.TaskLogs$Sink", "what a stream of logs calls back");

  /** Signatures with two booleans that are meant, each with its reason. */
  private static final Map<String, String> TWO_BOOLEANS =
      Map.of(
          "io.jswarm.daemon.rest.LogFrames.<init>(java.io.OutputStream, boolean, boolean)",
          "made in three places, each of which passes variables of the same names",
          "io.jswarm.worker.engine.oci.ResourceLimits.<init>(boolean, boolean)",
          "made in one place, from two facts about the node");

  @Test
  void recordsHoldNoArrays() {
    List<String> arrays =
        Classes.MAIN.stream()
            .filter(JavaClass::isRecord)
            .flatMap(aRecord -> aRecord.getFields().stream())
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getRawType().isArray())
            .map(JavaField::getFullName)
            .toList();
    assertThat(arrays)
        .as("an array in a record breaks its equality and can be changed from outside")
        .isEmpty();
  }

  @Test
  void noSignatureTakesTwoBooleans() {
    List<String> traps =
        Classes.MAIN.stream()
            .flatMap(aClass -> aClass.getCodeUnits().stream())
            .filter(ShapeRulesTest::writtenByHand)
            .filter(ShapeRulesTest::takesTwoBooleans)
            .map(JavaCodeUnit::getFullName)
            .filter(signature -> !TWO_BOOLEANS.containsKey(signature))
            .sorted()
            .toList();
    assertThat(traps)
        .as("two booleans in a call cannot be read; use an enum, a record, or two methods")
        .isEmpty();
  }

  @Test
  void anInterfaceHasASecondImplementationToday() {
    List<String> ceremony =
        Classes.ALL.stream()
            .filter(aClass ->
                !aClass
                    .getSource()
                    .map(s -> s.getUri().getPath().contains("test-classes"))
                    .orElse(true))
            .filter(aClass -> aClass.isInterface() && !aClass.isAnnotation())
            .filter(aClass -> abstractMethods(aClass) > 1)
            .filter(aClass -> implementations(aClass) == 1)
            .map(JavaClass::getName)
            .filter(name -> !PORTS.containsKey(name))
            .sorted()
            .toList();
    assertThat(ceremony)
        .as("interfaces with a single implementation, in main and test code together")
        .isEmpty();
  }

  @Test
  void onlyTheCommandLinePrintsToTheTerminal() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.jswarm.cli..", "io.jswarm.lab..")
        .and()
        .doNotHaveFullyQualifiedName("io.jswarm.daemon.Jswarmd")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(Classes.MAIN);
  }

  private static boolean writtenByHand(JavaCodeUnit unit) {
    return !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
        && !unit.getModifiers().contains(JavaModifier.PRIVATE) // its calls are in sight
        && !unit.getName().startsWith("lambda$")
        && !isCanonicalConstructor(unit);
  }

  /** Records are built from named values in one place; Docker's shapes have several flags. */
  private static boolean isCanonicalConstructor(JavaCodeUnit unit) {
    return unit.isConstructor()
        && unit.getOwner().isRecord()
        && unit.getRawParameterTypes().size()
            == unit.getOwner().getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .count();
  }

  private static boolean takesTwoBooleans(JavaCodeUnit unit) {
    return unit.getRawParameterTypes().stream()
            .filter(type -> type.isEquivalentTo(boolean.class))
            .count()
        > 1;
  }

  private static long abstractMethods(JavaClass anInterface) {
    return Stream.concat(Stream.of(anInterface), anInterface.getAllRawInterfaces().stream())
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
        .count();
  }

  private static long implementations(JavaClass anInterface) {
    return anInterface.getAllSubclasses().stream().filter(aClass -> !aClass.isInterface()).count();
  }
}
