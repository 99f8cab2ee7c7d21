package io.nodecleanup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages. A failure here means that a class is in the wrong package, not that an arrow is missing. */
@AnalyzeClasses(packages = "io.nodecleanup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy("io.nodecleanup")
            .layer("api")
            .definedBy("..api..")
            .layer("prune")
            .definedBy("..prune..")
            .layer("policy")
            .definedBy("..policy..")
            .layer("engine")
            .definedBy("..engine..")
            .layer("runner")
            .definedBy("..runner..")
            .layer("journal")
            .definedBy("..journal..")
            .layer("disk")
            .definedBy("..disk..")
            .layer("agent")
            .definedBy("..agent..")
            .layer("operator")
            .definedBy("..operator..")
            .layer("cli")
            .definedBy("..cli..")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("agent")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("operator")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("cli")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("runner")
            .mayOnlyBeAccessedByLayers("agent", "cli")
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("agent", "cli")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("main", "runner", "journal", "agent", "cli")
            .whereLayer("disk")
            .mayOnlyBeAccessedByLayers("agent", "cli")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("disk", "agent", "operator", "cli")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("policy", "runner", "agent", "operator", "cli")
            .whereLayer("prune")
            .mayOnlyBeAccessedByLayers("policy", "disk", "engine", "runner", "journal", "agent", "operator", "cli");

    @ArchTest
    static final ArchRule DECIDING_IS_PURE = classes()
            .that()
            .resideInAPackage("..prune..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "java.util..", "java.time..", "..prune..");

    @ArchTest
    static final ArchRule DECIDING_HAS_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage("..prune..", "..policy..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class);

    @ArchTest
    static final ArchRule ONLY_THE_ADAPTER_KNOWS_DOCKER_JAVA = noClasses()
            .that()
            .resideOutsideOfPackage("..engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule QUARKUS_STAYS_WITH_THE_OPERATOR = noClasses()
            .that()
            .resideOutsideOfPackages("io.nodecleanup", "..operator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus..", "io.javaoperatorsdk..");
}
