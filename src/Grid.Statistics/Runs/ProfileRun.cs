namespace Grid.Statistics;

/// <summary>A question that one pass of profiles answers.</summary>
internal abstract class ProfileRun(Expression? filter, IReadOnlyList<(Expression Value, ProfileParts Parts)> columns) : QuestionRun
{
    private readonly ProfilePass _pass = new(filter, columns);
    private ProfilePartial? _profile;

    public override Pass? NextPass => _profile is null ? _pass : null;

    public override void Accept(Partial mergedOfAllPartitions)
    {
        var profile = Expect<ProfilePartial>(mergedOfAllPartitions);
        if (profile.Columns.Count != columns.Count)
            throw new ArgumentException($"A partial of {profile.Columns.Count} columns does not answer a pass of {columns.Count}.");
        _profile = profile;
    }

    public override Answer Finish() => Answer(_profile ?? throw Unfinished());

    private protected abstract Answer Answer(ProfilePartial profile);
}
