namespace Grid.Query;

/// <summary>A question that one scan of profiles answers, but for the number of distinct values where these are many.</summary>
/// <param name="filter">Which rows; null for all.</param>
/// <param name="columns">The columns, and what is wanted of each.</param>
/// <param name="exactly">The columns whose distinct values are to be counted rather than estimated.</param>
internal abstract class ProfileExecution(Expression? filter, IReadOnlyList<(Expression Value, ProfileParts Parts)> columns, IReadOnlySet<int> exactly) : Execution
{
    private readonly ProfileScan _scan = new(filter, columns);
    private readonly DistinctSearch _search = new(filter);
    private ProfileState? _profile;

    public override Scan? NextScan => _profile is null ? _scan : _search.Next;

    /// <summary>The merged profile, once it is there.</summary>
    private protected ProfileState? Profile => _profile;

    public override void Accept(AggregateState mergedOfAllPartitions)
    {
        if (_profile is not null)
        {
            _search.Accept(Expect<DistinctState>(mergedOfAllPartitions));
            return;
        }
        var profile = Expect<ProfileState>(mergedOfAllPartitions);
        if (profile.Columns.Count != columns.Count)
            throw new ArgumentException($"A state of {profile.Columns.Count} columns does not answer a scan of {columns.Count}.");
        _profile = profile;
        for (int i = 0; i < columns.Count; i++)
        {
            if (exactly.Contains(i) && AggregateValue.Distinct(profile.Columns[i]) is { IsExact: false } estimate)
                _search.Add(i, columns[i].Value, estimate.Count, profile.Columns[i].Range);
        }
    }

    public override Answer Finish() => Answer(_profile is not null && NextScan is null ? _profile : throw Unfinished());

    /// <summary>How many distinct values a column has: exactly, where that was asked.</summary>
    private protected DistinctCount Distinct(int column) => _search[column] ?? AggregateValue.Distinct(_profile!.Columns[column]);

    private protected abstract Answer Answer(ProfileState profile);
}
