namespace Grid.Grains;

/// <summary>Groups that a silo had are lost with it: what was asked is to be asked anew.</summary>
internal sealed class ShareLostException() : Exception("Silos were lost again and again while they had groups of the answer; ask again once they stay.");
