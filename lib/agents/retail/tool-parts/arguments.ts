import { z } from 'zod';

/** The arguments that several tools share, with what the model needs to fill them. */
export const orderId = z.string().describe("The order's id with its leading '#', such as '#W0000000'.");
export const userId = z.string().describe("The customer's id, such as 'sara_doe_496'.");
export const paymentMethodId = z
  .string()
  .describe("One of the customer's payment methods, such as 'gift_card_0000000'; get_user_details lists them.");

export const addressArguments = {
  address1: z.string().describe("First line of the address, such as '123 Main St'."),
  address2: z.string().describe("Second line, such as 'Apt 1'; empty when there is none."),
  city: z.string().describe("City, such as 'San Francisco'."),
  state: z.string().describe("State, such as 'CA'."),
  country: z.string().describe("Country, such as 'USA'."),
  zip: z.string().describe("Postal code, such as '12345'."),
};
