namespace Grid.Samples;

/// <summary>One trip; money in cents, distance in hundredths of a mile, times in seconds of the year 2017.</summary>
internal struct TaxiTrip
{
    public int Vendor, Pickup, Dropoff, Passengers, Distance, Rate, PickupZone, DropoffZone, Payment;
    public bool Stored;
    public int Fare, Extra, Tax, Tip, Tolls, Surcharge, Total;
}
