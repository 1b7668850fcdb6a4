package dev.rollback.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The rules that the module boundaries do not hold by themselves, for the packages beneath `root`.
record DependencyRules(String root) {
  /// Where a replay would find another answer than the first run.
  private static final Set<String> UNREPEATABLE_CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.util.UUID.randomUUID");

  List<ArchRule> all() {
    return List.of(
        layersStandAlone(),
        layersKnowNoCatalogue(),
        filesKnowNoLayerAndNoCatalogue(),
        theCatalogueKnowsNoLayer(),
        enginesKnowNoTemporal(),
        theStoreKnowsNothingOfOurs(),
        nobodyKnowsTheWorker(),
        workflowsTouchNoOutsideWorld(),
        workflowsAskForNoTimeAndNoChance());
  }

  /// `layer.x` never uses `layer.y`; what lies in `layer` itself is for all of them.
  ArchRule layersStandAlone() {
    return slices()
        .matching(root + ".layer.(*)..")
        .should()
        .notDependOnEachOther()
        .because("a layer is added or removed as one package")
        .allowEmptyShould(true);
  }

  ArchRule layersKnowNoCatalogue() {
    return nothingIn("layer").uses(ours("catalog"), "layers say what happened and record nothing");
  }

  ArchRule filesKnowNoLayerAndNoCatalogue() {
    return nothingIn("files").uses(ours("layer", "catalog"), "the file engine serves the layers");
  }

  ArchRule theCatalogueKnowsNoLayer() {
    return nothingIn("catalog").uses(ours("layer"), "the catalogue keeps rows of any layer");
  }

  ArchRule enginesKnowNoTemporal() {
    return nothingIn(
            "store", "files", "layer", "catalog", "retention", "verify", "secret", "process")
        .uses(
            resideInAnyPackage("io.temporal..", root + ".temporal.."),
            "engines are plain Java and run in plain tests");
  }

  ArchRule theStoreKnowsNothingOfOurs() {
    return nothingIn("store")
        .uses(resideInAnyPackage(root + "..").and(not(ours("store"))), "the store stands alone");
  }

  ArchRule nobodyKnowsTheWorker() {
    return nothingIn(
            "contract",
            "activity",
            "workflow",
            "payload",
            "secret",
            "process",
            "store",
            "files",
            "layer",
            "catalog",
            "retention",
            "verify",
            "temporal")
        .uses(ours("worker"), "the worker wires the others together");
  }

  ArchRule workflowsTouchNoOutsideWorld() {
    return nothingIn("workflow")
        .uses(
            resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
                .or(type(Thread.class))
                .or(type(File.class))
                .or(assignableTo(InputStream.class))
                .or(assignableTo(OutputStream.class))
                .as("files, networks or threads"),
            "a replay must take the same way again");
  }

  ArchRule workflowsAskForNoTimeAndNoChance() {
    return noClasses()
        .that(ours("workflow"))
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaMethodCall>describe(
                "the answer differs in a replay",
                call ->
                    UNREPEATABLE_CALLS.contains(
                        call.getTargetOwner().getName() + "." + call.getTarget().getName())))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(RandomGenerator.class)
        .because("a replay must take the same way again")
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> ours(String... names) {
    return resideInAnyPackage(
        Arrays.stream(names).map(name -> root + "." + name + "..").toArray(String[]::new));
  }

  private Packages nothingIn(String... names) {
    return new Packages(ours(names));
  }

  private record Packages(DescribedPredicate<JavaClass> inside) {
    ArchRule uses(DescribedPredicate<? super JavaClass> other, String reason) {
      return noClasses()
          .that(inside)
          .should()
          .dependOnClassesThat(other)
          .because(reason)
          .allowEmptyShould(true);
    }
  }
}
