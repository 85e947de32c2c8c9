package dev.meridian.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.meridian.controller");

    @Test
    void packagesDependInOneDirection() {
        slices().matching("dev.meridian.controller.(*)..")
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void programsMeetOnlyOverHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.meridian.edge..", "dev.meridian.agent..", "dev.meridian.simulator..")
                .check(classes);
    }

    @Test
    void onlyTheStoreKnowsSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.meridian.controller.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.sqlite..")
                .check(classes);
    }

    @Test
    void wireKnowsNoHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.meridian.controller.wire..", "dev.meridian.controller.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "jakarta..")
                .check(classes);
    }
}
