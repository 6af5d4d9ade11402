namespace Grid.Samples;

/// <summary>What a stream of random numbers is for: streams of different purposes are independent.</summary>
internal enum SamplePurpose
{
    /// <summary>Which zones of the city are busy.</summary>
    Zones = 1,

    /// <summary>The trips themselves.</summary>
    Trips = 2,

    /// <summary>Which cells are left blank, so that a sample with blanks differs from the one without in those alone.</summary>
    Blanks = 3,
}
