namespace Hms.Tuning.Tuners.GaussianProcess;

/// <summary>A point of a <see cref="ModelSpace"/>: a place on every axis (of a category the index of the choice, else 0 to 1), and which axes are active.</summary>
internal sealed class ModelPoint(int count)
{
    /// <summary>Places; those of inactive axes do not count.</summary>
    public double[] Places { get; } = new double[count];

    /// <summary>True for the axes whose condition holds.</summary>
    public bool[] Active { get; } = new bool[count];

    public ModelPoint Copy()
    {
        var copy = new ModelPoint(Places.Length);
        Places.CopyTo(copy.Places, 0);
        Active.CopyTo(copy.Active, 0);
        return copy;
    }
}
