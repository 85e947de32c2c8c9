package dev.meridian.controller.description;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the description of the API says of an endpoint's method that its signature does not say. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Described {
    /** What it is for, in some words. */
    String value();

    /** The record that the method reads of the body by itself; {@code void} where it reads none. */
    Class<?> body() default void.class;

    /** Components of the body that may be missing. */
    String[] optional() default {};

    /** Whether the body is a message of an agent or edge: with a schema number, and what is unknown is ignored. */
    boolean message() default false;

    /** Whether it is a change: it may be conditional, is made once under a key, and may be a dry run. */
    boolean change() default false;

    /** The record that it answers, where the method does not return it. */
    Class<?> answer() default void.class;

    /** The media type of the answer. */
    String media() default "application/json";

    /** The status of the answer. */
    int status() default 200;

    /** Other statuses that it answers, besides those of all of its kind. */
    int[] also() default {};
}
