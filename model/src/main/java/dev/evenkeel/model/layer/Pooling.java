package dev.evenkeel.model.layer;

/** How the embeddings of a bag of tokens become one vector; a token's value multiplies its embedding. An empty bag gives zeros. */
public enum Pooling {
    /** Their sum: for columns of one token. */
    SUM,
    /** Their sum over the number of tokens: for words. */
    MEAN,
    /** Their sum over the Euclidean norm of the values, so that the unit of the values does not matter: for open formats. */
    UNIT
}
