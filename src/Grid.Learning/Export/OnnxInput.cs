namespace Grid.Learning;

/// <summary>The type of the numbers that an exported model takes.</summary>
public enum OnnxInput
{
    /// <summary>Doubles: every row falls into the leaves that it falls into here.</summary>
    Double,
    /// <summary>
    /// Floats, as many programs have them: a row falls into the same leaves where its values are floats; others, rounded by whoever
    /// calls, may fall on the other side of a threshold that lies between them and their float.
    /// </summary>
    Float,
}
