namespace Grid.Query;

/// <summary>
/// What a preparation was fitted to: its steps with their figures, in their order, so that another table can be prepared as the first one was. Filters and
/// computed columns have no part in it.
/// </summary>
public sealed class Recipe
{
    /// <summary>How the text of each recipe begins.</summary>
    public const string Letters = RecipeText.Letters;

    /// <param name="steps">The steps, with figures.</param>
    /// <exception cref="ArgumentException">One of them is none of a preparation, or not fitted.</exception>
    public Recipe(IReadOnlyList<Transform> steps)
    {
        if (steps.Any(step => !IsStep(step)))
            throw new ArgumentException($"A {steps.First(step => !IsStep(step))?.GetType().Name ?? "null"} is no step that was fitted", nameof(steps));
        Steps = steps;
    }

    /// <summary>The steps, with figures, in their order.</summary>
    public IReadOnlyList<Transform> Steps { get; }

    /// <summary>The steps among the transforms of a frame.</summary>
    /// <param name="transforms">The transforms, all of them fitted.</param>
    public static Recipe Of(IReadOnlyList<Transform> transforms) => new([.. transforms.Where(IsStep)]);

    /// <summary>The recipe as JSON, with all numbers as they are.</summary>
    public string ToJson() => RecipeText.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="QuestionException">The text is no recipe, damaged, or of a later version.</exception>
    public static Recipe Parse(string json) => RecipeText.Read(json);

    private static bool IsStep(Transform transform) => transform is FittedTransform or DropNullsTransform or DropCorrelatedTransform;
}
