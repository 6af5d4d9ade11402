namespace Grid.Samples;

/// <summary>
/// How New York's yellow cabs of 2017 drove and charged, near enough for trying things out: fares follow from distance and
/// time on the meter, times from distance and the hour's traffic, tips from what is due and how it is paid.
/// </summary>
internal static class TaxiModel
{
    /// <summary>Seconds in the year that the sample covers.</summary>
    public const double Year = 365 * 86_400.0;

    private static readonly Choice Hours = new(
        3.3, 2.4, 1.8, 1.3, 1.0, 0.9, 2.1, 3.7, 4.6, 4.6, 4.5, 4.6, 4.9, 4.8, 5.0, 4.7, 4.2, 5.0, 6.0, 6.2, 5.7, 5.6, 5.3, 4.4);
    private static readonly double[] MilesPerHour =
    [
        15, 16, 17, 18, 19, 19, 16, 13, 10.5, 10, 10, 9.8, 9.5, 9.6, 9.3, 9.2, 9.5, 9.2, 9.4, 10.4, 11.5, 12, 12.6, 13.8,
    ];
    private static readonly int[] RateCodes = [1, 2, 3, 4, 5, 6, 99];
    private static readonly Choice Rates = new(.9695, .0235, .002, .0006, .004, .0002, .0002);
    private static readonly Choice Payments = new(.675, .318, .0053, .0014, .0003);
    private static readonly Choice Passengers = new(.0006, .7154, .145, .041, .02, .047, .031);
    private static readonly double[] TipShares = [0, .1, .15, .2, .25, .3];
    private static readonly Choice Tips = new(.04, .06, .12, .55, .16, .07);
    // Of the 265 zones, five (islands, a park, a jail) see no yellow cab.
    private static readonly int[] ZoneIds = [.. Enumerable.Range(1, 265).Except([103, 104, 105, 110, 199])];
    private static readonly Choice Zones = new(ZoneWeights());

    /// <summary>A trip that starts on the day of <paramref name="moment"/>, in seconds of the year.</summary>
    public static TaxiTrip Draw(ref SampleRandom random, double moment)
    {
        int day = (int)moment / 86_400;
        bool weekend = day % 7 is 0 or 6; // 2017-01-01 was a Sunday
        int hour = Hours.Draw(ref random);
        int rate = RateCodes[Rates.Draw(ref random)];
        var trip = new TaxiTrip
        {
            Vendor = random.Chance(0.55) ? 2 : 1,
            Rate = rate,
            Pickup = day * 86_400 + hour * 3600 + random.Next(3600),
        };

        double miles = Miles(ref random, rate);
        trip.Distance = (int)Math.Round(miles * 100);
        double speed = Math.Max(
            3, MilesPerHour[hour] * (1 + miles / 25) * SampleMath.Exp(random.Normal(0, 0.28)) * (weekend ? 1.12 : 1));
        int seconds = (int)Math.Clamp(miles / speed * 3600 + random.Exponential(70), 5, 4 * 3600);
        trip.Dropoff = trip.Pickup + seconds;

        trip.PickupZone = ZoneIds[Zones.Draw(ref random)];
        trip.DropoffZone = ZoneIds[Zones.Draw(ref random)];
        if (rate == 2 && random.Chance(.55))
            trip.PickupZone = 132; // Kennedy airport
        trip.Payment = 1 + Payments.Draw(ref random);
        trip.Passengers = Passengers.Draw(ref random);
        trip.Stored = random.Chance(.004);
        Charge(ref random, ref trip, miles, seconds, hour, weekend);
        return trip;
    }

    private static double Miles(ref SampleRandom random, int rate)
    {
        if (random.Chance(0.006))
            return 0;
        double miles = rate switch
        {
            2 => random.Normal(17.8, 2.6),
            3 => random.Normal(17, 2),
            _ when random.Chance(0.045) => random.Normal(10.5, 2.2), // La Guardia and so on
            _ => SampleMath.Exp(random.Normal(0.52, 0.78)),
        };
        return Math.Clamp(miles, 0.01, 250);
    }

    private static void Charge(ref SampleRandom random, ref TaxiTrip trip, double miles, int seconds, int hour, bool weekend)
    {
        int rate = trip.Rate;
        // Metered in half dollars: 2.50, and 2.50 a mile, and 0.50 a minute stood still.
        int metered = 250 + 50 * (int)(miles * 5 + 0.35 * seconds / 60);
        int fare = rate switch
        {
            2 => 5200,
            3 => metered + 1750,
            >= 5 => (int)Math.Round(random.Gamma(2.2, 2500) / 100) * 100,
            _ => metered,
        };
        fare = random.Chance(2e-5) ? 20_000 + random.Next(40_000) : Math.Min(fare, 60_000);
        int extra = rate == 2 || rate >= 5 ? 0 : hour is >= 20 or < 6 ? 50 : hour >= 16 && !weekend ? 100 : 0;
        int tax = rate == 3 || rate >= 5 ? 0 : 50;
        int tolls = random.Chance(rate == 2 ? .35 : miles > 8 ? .42 : .004) ? 576 : 0;
        if (rate == 3)
            tolls = 1250;
        int due = fare + extra + tax + tolls + 30;
        if (trip.Payment == 1)
        {
            double share = random.Chance(.35) ? Math.Clamp(random.Normal(.18, .06), 0, .6) : TipShares[Tips.Draw(ref random)];
            trip.Tip = (int)Math.Round(due * share);
        }
        int surcharge = random.Chance(.0006) ? 0 : 30;
        int sign = trip.Payment >= 3 && random.Chance(.09) ? -1 : 1; // disputes are booked negative
        trip.Fare = fare * sign;
        trip.Extra = extra * sign;
        trip.Tax = tax * sign;
        trip.Tolls = tolls;
        trip.Surcharge = surcharge * sign;
        trip.Total = trip.Fare + trip.Extra + trip.Tax + trip.Tip + trip.Tolls + trip.Surcharge;
    }

    // Zipf's law over the zones in an order that is drawn once and for all. 1 / rank^1.1, by way of logarithms that are ours.
    private static double[] ZoneWeights()
    {
        var weights = new double[ZoneIds.Length];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = SampleMath.Exp(-1.1 * SampleMath.Log(i + 1));
        var random = new SampleRandom(7, SamplePurpose.Zones, 0, 0);
        for (int i = weights.Length - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (weights[i], weights[j]) = (weights[j], weights[i]);
        }
        return weights;
    }
}
