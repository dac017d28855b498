namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>Two points are the same when the same axes are active, at the same places.</summary>
internal sealed class ModelPointComparer : IEqualityComparer<ModelPoint>
{
    public bool Equals(ModelPoint? x, ModelPoint? y)
    {
        if (x is null || y is null) { return ReferenceEquals(x, y); }
        for (var d = 0; d < x.Places.Length; d++)
        {
            if (x.Active[d] != y.Active[d] || (x.Active[d] && x.Places[d] != y.Places[d])) { return false; }
        }
        return true;
    }

    public int GetHashCode(ModelPoint point)
    {
        var hash = 17UL;
        for (var d = 0; d < point.Places.Length; d++) { hash = hash * 1099511628211 ^ (point.Active[d] ? BitConverter.DoubleToUInt64Bits(point.Places[d]) + 1 : 0); }
        return (int)(hash ^ (hash >> 32));
    }
}
