namespace Hms.Training;

/// <summary>A batch that does not fit into the memory of its device.</summary>
public sealed class OutOfDeviceMemoryException : TrainingException
{
    /// <summary>A failure.</summary>
    /// <param name="batchSize">Rows of the batch.</param>
    /// <param name="device">The device.</param>
    /// <param name="image">Dimensions of one image.</param>
    /// <param name="innerException">What libtorch said.</param>
    public OutOfDeviceMemoryException(int batchSize, string device, string image, Exception innerException)
        : base(
            $"Device {device} has too little memory for batches of {batchSize} images of {image}. Lower the batch size (accumulation keeps the rows of a step), "
            + $"choose smaller images or a smaller network, or let training.outOfMemory halve the batch. ({FirstLine(innerException.Message)})",
            innerException) => BatchSize = batchSize;

    /// <summary>Rows of the batch that did not fit.</summary>
    public int BatchSize { get; }

    /// <summary>Epoch in which it did not, 1-based.</summary>
    public int Epoch { get; init; } = 1;

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
