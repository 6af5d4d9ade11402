using System.Runtime.Intrinsics;

namespace Grid.Learning;

// Targets that lie so far apart that one scale would lose the small ones: each node has a scale of its own, of its range. What is
// too small for it does not matter to where the node is split, and comes to light in the nodes below.
internal sealed unsafe partial class RegressionGrower
{
    private void TakeWide(in Frame frame)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        int weight = 0;
        int* rows = _rows.Pointer;
        var targets = Targets;
        for (int i = frame.Start; i < frame.End; i++)
        {
            double value = _values[rows[i]];
            low = Math.Min(low, value);
            high = Math.Max(high, value);
            weight += (int)Weight(targets[i]);
        }
        _scale = new FixedScale(low, high, weight);
        _node = default;
        for (int i = frame.Start; i < frame.End; i++)
        {
            targets[i] = targets[i].WithElement(0, _scale.Of(_values[rows[i]]) * Weight(targets[i]));
            _node += targets[i];
        }
    }
}
