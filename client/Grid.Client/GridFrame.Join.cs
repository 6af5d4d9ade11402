using Grid.Query;

namespace Grid.Client;

/// <content>Joins.</content>
public sealed partial class GridFrame
{
    /// <summary>The dataset that the frame is over.</summary>
    internal Dataset Dataset => _dataset;

    /// <summary>What is done to the dataset's rows, in order, as far as it is known so far.</summary>
    internal IReadOnlyList<Transform> Transforms => [.. _transforms.Select(transform => transform is FrameJoin join ? join.Foreseen : transform)];

    /// <summary>
    /// Puts the rows of another frame beside those of this one whose keys are equal, as pandas' <c>merge</c> and Polars' <c>join</c> do. The order is this frame's, and for each
    /// of its rows the other's. Null matches nothing. Columns of one name in both are told apart by that of the frame: <c>zones.Borough</c>.
    /// <code>
    /// var byBorough = trips.Join(zones, on: "PULocationID = LocationID").GroupBy("Borough");
    /// </code>
    /// </summary>
    /// <param name="other">The other frame, of the same grid. All of its rows go to each silo, or a share of them where they are many: the smaller of two is to be the other.</param>
    /// <param name="on">The keys: <c>id</c> of both, <c>a = b</c> with this frame's first, several with <c>and</c> between them; columns or expressions.</param>
    /// <param name="how">Which rows are kept.</param>
    /// <param name="name">What the other frame is called in expressions; null for its dataset's or its file's name.</param>
    /// <exception cref="QuestionException">The keys are malformed. What is wrong with them otherwise, and with the name, is told when the frame is asked.</exception>
    public GridFrame Join(GridFrame other, string on, JoinKind how = JoinKind.Inner, string? name = null)
    {
        var keys = JoinKeys.Parse(on);
        return Join(other, [.. keys.Select(key => key.Own)], [.. keys.Select(key => key.Other)], how, name);
    }

    /// <summary>Puts the rows of another frame beside those of this one whose keys are equal.</summary>
    /// <param name="other">The other frame, of the same grid.</param>
    /// <param name="leftOn">This frame's keys: columns or expressions.</param>
    /// <param name="rightOn">The other frame's, as many.</param>
    /// <param name="how">Which rows are kept.</param>
    /// <param name="name">What the other frame is called in expressions; null for its dataset's or its file's name.</param>
    public GridFrame Join(GridFrame other, IReadOnlyList<string> leftOn, IReadOnlyList<string> rightOn, JoinKind how = JoinKind.Inner, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(leftOn);
        ArgumentNullException.ThrowIfNull(rightOn);
        return With(new FrameJoin(other, how, leftOn, rightOn, name ?? other._dataset.Title ?? "right", _dataset.Title ?? "left"));
    }
}
