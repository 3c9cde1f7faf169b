-- The demo customer database: a Dutch contact centre that sells and serves a web shop's customers.
-- Only SQLite. The traps of real databases are here on purpose: a unique index on an expression, checks, NOT NULL
-- columns, a generated column, a trigger, a view, a self-reference, shared rows, JSON, paths to files.

CREATE TABLE employees (
    id INTEGER PRIMARY KEY,
    name VARCHAR(80) NOT NULL,
    email VARCHAR(120) NOT NULL UNIQUE,
    extension VARCHAR(6) NOT NULL,
    team VARCHAR(20) NOT NULL CHECK (team IN ('service', 'verkoop', 'techniek'))
);

CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    street VARCHAR(80) NOT NULL,
    house_number INTEGER NOT NULL CHECK (house_number > 0),
    house_number_addition VARCHAR(8),
    postcode VARCHAR(7) NOT NULL CHECK (length(postcode) BETWEEN 4 AND 7),
    city VARCHAR(60) NOT NULL
);
CREATE INDEX addresses_postcode ON addresses (postcode, house_number);

CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    customer_number VARCHAR(24) NOT NULL UNIQUE CHECK (length(customer_number) <= 24),
    salutation VARCHAR(8) CHECK (salutation IN ('dhr.', 'mevr.', '')),
    first_name VARCHAR(40),
    infix VARCHAR(16),
    last_name VARCHAR(60) NOT NULL CHECK (length(last_name) BETWEEN 1 AND 60),
    display_name VARCHAR(120) GENERATED ALWAYS AS (
        trim(coalesce(nullif(first_name, '') || ' ', '') || coalesce(nullif(infix, '') || ' ', '') || last_name)
    ) VIRTUAL,
    company_name VARCHAR(80),
    birth_date DATE,
    email VARCHAR(120) NOT NULL CHECK (length(email) <= 120 AND instr(email, '@') > 1),
    phone VARCHAR(20) CHECK (length(phone) <= 20),
    mobile VARCHAR(20) CHECK (length(mobile) <= 20),
    iban VARCHAR(34),
    address_id INTEGER REFERENCES addresses (id),
    customer_since DATE NOT NULL,
    segment VARCHAR(12) NOT NULL DEFAULT 'standaard' CHECK (segment IN ('standaard', 'voordeel', 'zakelijk')),
    churn_score INTEGER CHECK (churn_score BETWEEN 0 AND 100),
    updated_at DATETIME NOT NULL,
    restricted BOOLEAN NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1))
);
CREATE UNIQUE INDEX customers_email ON customers (lower(email));
CREATE INDEX customers_phone ON customers (phone);
CREATE INDEX customers_mobile ON customers (mobile);
CREATE INDEX customers_iban ON customers (iban);
CREATE INDEX customers_last_name ON customers (last_name);
CREATE INDEX customers_display_name ON customers (display_name);
CREATE INDEX customers_birth_date ON customers (birth_date);
CREATE INDEX customers_address ON customers (address_id);

CREATE TRIGGER customers_touch AFTER UPDATE ON customers
WHEN NEW.updated_at IS OLD.updated_at
BEGIN
    UPDATE customers SET updated_at = datetime('now') WHERE id = NEW.id;
END;

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    ordered_on DATE NOT NULL,
    status VARCHAR(12) NOT NULL CHECK (status IN ('besteld', 'verzonden', 'geleverd', 'retour')),
    delivery_name VARCHAR(120),
    delivery_street VARCHAR(100),
    delivery_postcode VARCHAR(7) CHECK (length(delivery_postcode) BETWEEN 4 AND 7),
    delivery_note VARCHAR(400),
    total NUMERIC(10, 2) NOT NULL CHECK (total >= 0),
    restricted BOOLEAN NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1))
);
CREATE INDEX orders_customer ON orders (customer_id);

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line_number INTEGER NOT NULL,
    article VARCHAR(60) NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price NUMERIC(10, 2) NOT NULL,
    PRIMARY KEY (order_id, line_number)
);

CREATE TABLE invoices (
    id INTEGER PRIMARY KEY,
    invoice_number VARCHAR(20) NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    order_id INTEGER REFERENCES orders (id) ON DELETE SET NULL,
    invoice_date DATE NOT NULL,
    billing_name VARCHAR(120) NOT NULL,
    billing_street VARCHAR(100) NOT NULL,
    billing_postcode VARCHAR(7) NOT NULL,
    billing_city VARCHAR(60) NOT NULL,
    billing_email VARCHAR(120),
    debit_iban VARCHAR(34),
    description VARCHAR(120) NOT NULL,
    net_amount NUMERIC(10, 2) NOT NULL,
    vat_rate INTEGER NOT NULL CHECK (vat_rate IN (0, 9, 21)),
    vat_amount NUMERIC(10, 2) NOT NULL,
    total_amount NUMERIC(10, 2) NOT NULL,
    paid_on DATE,
    campaign_code VARCHAR(20),
    recommended_offer VARCHAR(80)
);
CREATE INDEX invoices_customer ON invoices (customer_id);
CREATE INDEX invoices_order ON invoices (order_id);
CREATE INDEX invoices_date ON invoices (invoice_date);

CREATE TABLE contact_notes (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    channel VARCHAR(10) NOT NULL CHECK (channel IN ('telefoon', 'e-mail', 'chat')),
    noted_at DATETIME NOT NULL,
    body TEXT NOT NULL,
    restricted BOOLEAN NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1))
);
CREATE INDEX contact_notes_customer ON contact_notes (customer_id);

CREATE TABLE call_recordings (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    employee_id INTEGER NOT NULL REFERENCES employees (id),
    started_at DATETIME NOT NULL,
    duration_seconds INTEGER NOT NULL CHECK (duration_seconds >= 0),
    caller_number VARCHAR(16),
    path VARCHAR(200) UNIQUE,
    transcript TEXT
);
CREATE INDEX call_recordings_customer ON call_recordings (customer_id);

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    employee_id INTEGER REFERENCES employees (id),
    parent_ticket_id INTEGER REFERENCES tickets (id),
    opened_on DATE NOT NULL,
    status VARCHAR(10) NOT NULL CHECK (status IN ('open', 'wacht', 'gesloten')),
    contact_email VARCHAR(120),
    subject VARCHAR(120) NOT NULL,
    description TEXT
);
CREATE INDEX tickets_customer ON tickets (customer_id);
CREATE INDEX tickets_parent ON tickets (parent_ticket_id);

CREATE TABLE newsletter_subscriptions (
    id INTEGER PRIMARY KEY,
    email VARCHAR(120) NOT NULL,
    first_name VARCHAR(40),
    subscribed_on DATE NOT NULL,
    interests VARCHAR(80),
    active BOOLEAN NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
);
CREATE UNIQUE INDEX newsletter_email ON newsletter_subscriptions (lower(email));

CREATE TABLE preferences (
    customer_id INTEGER PRIMARY KEY REFERENCES customers (id),
    contact JSON NOT NULL CHECK (json_valid(contact)),
    consents JSON NOT NULL CHECK (json_valid(consents))
);

CREATE TABLE web_visits (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customers (id),
    visited_at DATETIME NOT NULL,
    ip_address VARCHAR(45),
    user_agent VARCHAR(120),
    page VARCHAR(200) NOT NULL
);
CREATE INDEX web_visits_customer ON web_visits (customer_id);

CREATE VIEW v_customer_orders AS
SELECT customers.id AS customer_id, customers.display_name, customers.email,
       orders.id AS order_id, orders.ordered_on, orders.total
FROM customers JOIN orders ON orders.customer_id = customers.id;
