namespace Hms.Training;

/// <summary>What a training does whose batch does not fit into the device's memory.</summary>
public enum OutOfMemoryPolicy
{
    /// <summary>It fails, with a message that names the batch size; in a sweep its trial fails and the sweep goes on.</summary>
    Fail,

    /// <summary>In the first epoch it begins again with half the batch and twice the accumulation, so that a step sees as many rows as before, less those that the halving of an odd size drops (a step of 15 rows becomes two batches of 7; batch normalisation sees 7); later it fails, because the epochs that were reported would no longer be those of the result.</summary>
    HalveBatch,
}
