namespace Grid.Sources;

/// <summary>A file of which samples were looked at.</summary>
internal interface ISampled
{
    /// <summary>The file, and which of the plan it is.</summary>
    PlannedFile Planned { get; }

    /// <summary>The types of the columns, as far as the samples show.</summary>
    TypeGuess[] Guesses { get; }
}
