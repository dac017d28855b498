namespace Hms.Training.Networks;

/// <summary>The drop path of each block in order: rate x index / divisor, rising linearly from 0. Counts every block, also those without a shortcut, as timm does.</summary>
/// <param name="rate">The network's drop path.</param>
/// <param name="divisor">What the index is divided by.</param>
internal sealed class DropPathRule(double rate, int divisor)
{
    private int _index;

    /// <summary>The next block's.</summary>
    public double Next() => rate * _index++ / divisor;
}
