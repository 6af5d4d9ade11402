namespace Grid.Abstractions;

/// <summary>What a silo had a share of, groups or the other side of a join, is lost with it: what was asked is to be asked anew.</summary>
internal sealed class ShareLostException() : Exception("silos were lost again and again while they had a share of what was asked; ask again once they stay.");
