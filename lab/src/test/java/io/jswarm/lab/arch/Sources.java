package io.jswarm.lab.arch;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** All Java sources of the project, parsed once (not attributed) for all rules. */
final class Sources {
  /** The top folder of the source tree; tests run in a module's folder. */
  static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  static final List<SourceFile> ALL = parse(paths());
  static final List<SourceFile> MAIN =
      ALL.stream().filter(file -> file.name().contains("/src/main/")).toList();

  private Sources() {}

  private static List<Path> paths() {
    List<Path> found = new ArrayList<>();
    try (var modules = Files.newDirectoryStream(TOP, Files::isDirectory)) {
      for (Path module : modules) {
        Path src = module.resolve("src");
        if (Files.isDirectory(src)) {
          try (Stream<Path> files = Files.walk(src)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static List<SourceFile> parse(List<Path> paths) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(paths));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<SourceFile> parsed = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Path path = Path.of(unit.getSourceFile().toUri());
        List<SourceMethod> methods = new ArrayList<>();
        new MethodFinder(unit, positions, methods).scan(unit, null);
        parsed.add(new SourceFile(TOP.relativize(path), Files.readAllLines(path), methods));
      }
      return parsed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MethodFinder extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<SourceMethod> methods;
    private boolean inRecord;

    MethodFinder(CompilationUnitTree unit, SourcePositions positions, List<SourceMethod> methods) {
      this.unit = unit;
      this.positions = positions;
      this.methods = methods;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      boolean outer = inRecord;
      inRecord = type.getKind() == Tree.Kind.RECORD;
      super.visitClass(type, null);
      inRecord = outer;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      long start = positions.getStartPosition(unit, method);
      long end = positions.getEndPosition(unit, method);
      long line = unit.getLineMap().getLineNumber(start);
      long length = unit.getLineMap().getLineNumber(end) - line + 1;
      int parameters =
          inRecord && method.getReturnType() == null ? 0 : method.getParameters().size();
      methods.add(new SourceMethod(method.getName().toString(), line, length, parameters));
      return super.visitMethod(method, null);
    }
  }
}
